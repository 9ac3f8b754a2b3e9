package io.shuheng.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents and build files say of one another holds. */
class ProjectFilesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern ADDRESS = Pattern.compile("https?://([^/\\s\"'<>)]+)(/[^\\s\"'<>)]*)?");
    private static final Pattern REPOSITORY_HOST = Pattern.compile(
            "(^|[.-])(repos?\\d*|maven|mirrors?|nexus|artifactory|registry|central|packages|proxy)[.-]");
    private static final Pattern POM_NAMESPACE = Pattern.compile("http://maven\\.apache\\.org/POM/4\\.0\\.0");
    private static final Pattern SCHEMA = Pattern.compile("https://maven\\.apache\\.org/xsd/maven-4\\.0\\.0\\.xsd");
    private static final Pattern REPOSITORY_ELEMENT =
            Pattern.compile("<(repositories|pluginRepositories|mirrors?|distributionManagement)>");

    private static String command(String page, String name) {
        Pattern block = Pattern.compile("<!-- %1$s -->\n```sh\n([^\n]+)\n```\n<!-- /%1$s -->".formatted(name));
        Matcher found = block.matcher(page);
        assertThat(found.find()).as("one command named " + name).isTrue();
        return found.group(1);
    }

    private static Stream<Path> files(String suffix) {
        return ProjectFolder.files().stream().filter(file -> file.toString().endsWith(suffix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tests", "main-job"})
    void bothReadmesGiveTheSameCommand(String name) {
        assertThat(command(ProjectFolder.read("README.zh-CN.md"), name))
                .isEqualTo(command(ProjectFolder.read("README.md"), name));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void continuousIntegrationRunsTheCommandsOfTheReadme() throws IOException, InterruptedException {
        Process run = new ProcessBuilder("bash", "../.ci/run", "--commands")
                .redirectErrorStream(true)
                .start();
        String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor()).as(printed).isZero();
        String readme = ProjectFolder.read("README.md");
        assertThat(printed.lines()).containsExactly(command(readme, "tests"), command(readme, "main-job"));
    }

    @Test
    void everyLinkOfADocumentLeadsToAFile() {
        List<String> broken = files(".md")
                .flatMap(page -> LINK.matcher(ProjectFolder.read(page))
                        .results()
                        .filter(link -> !Files.exists(page.resolveSibling(link.group(1))))
                        .map(link -> ProjectFolder.nameOf(page) + " -> " + link.group(1)))
                .toList();
        assertThat(broken).isEmpty();
    }

    @Test
    void noFileNamesARepositoryOrAMirror() {
        List<String> named = Stream.of(".xml", ".md", ".java", ".avdl", ".properties", ".config", "run", ".sh")
                .flatMap(ProjectFilesTest::files)
                .flatMap(file -> ADDRESS.matcher(ProjectFolder.read(file))
                        .results()
                        .filter(found -> isRepository(found.group(), found.group(1)))
                        .map(found -> ProjectFolder.nameOf(file) + ": " + found.group()))
                .toList();
        assertThat(named).isEmpty();
    }

    @Test
    void noPomNamesARepository() {
        assertThat(files("pom.xml"))
                .isNotEmpty()
                .allSatisfy(pom -> assertThat(ProjectFolder.read(pom))
                        .as(ProjectFolder.nameOf(pom))
                        .doesNotContainPattern(REPOSITORY_ELEMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repo1.example.org", "maven.example.com", "my-mirror.example.net", "packages.example.io"})
    void recognisesTheHostOfARepository(String host) {
        assertThat(isRepository("https://" + host + "/maven2", host)).isTrue();
    }

    private static boolean isRepository(String address, String host) {
        if (POM_NAMESPACE.matcher(address).matches() || SCHEMA.matcher(address).matches()) {
            return false;
        }
        return REPOSITORY_HOST.matcher(host).find();
    }
}
