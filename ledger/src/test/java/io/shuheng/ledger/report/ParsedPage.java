package io.shuheng.ledger.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as the JDK's XML parser reads it, which takes nothing that is not well formed. */
public final class ParsedPage {

    private final Document document;

    private ParsedPage(Document document) {
        this.document = document;
    }

    /** Parses it. */
    public static ParsedPage of(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return new ParsedPage(factory.newDocumentBuilder().parse(new InputSource(new StringReader(html))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not well formed: " + e.getMessage(), e);
        }
    }

    /** All elements of that name, in order. */
    public List<Element> elements(String name) {
        NodeList found = document.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** The section with that heading. */
    public Element section(String heading) {
        return elements("section").stream()
                .filter(section -> text(section, "h2").get(0).startsWith(heading))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section " + heading));
    }

    /** The rows of a section's n-th table, from 0, cell by cell. */
    public List<List<String>> rows(String heading, int table) {
        Element element =
                (Element) section(heading).getElementsByTagName("table").item(table);
        List<List<String>> rows = new ArrayList<>();
        NodeList found = element.getElementsByTagName("tr");
        for (int i = 0; i < found.getLength(); i++) {
            List<String> cells = text((Element) found.item(i), "td");
            if (!cells.isEmpty()) {
                rows.add(cells);
            }
        }
        return rows;
    }

    /** All text. */
    public String text() {
        return document.getDocumentElement().getTextContent();
    }

    private static List<String> text(Element within, String name) {
        List<String> texts = new ArrayList<>();
        NodeList found = within.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }
}
