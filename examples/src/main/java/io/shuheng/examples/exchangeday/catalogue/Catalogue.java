package io.shuheng.examples.exchangeday.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The data sets that come with this program, and those that it makes up itself. Immutable, thread-safe. */
public final class Catalogue {

    private static final String FILE = "catalogue.json";

    private final List<Product> products;
    private final MadeUpRecords madeUp;

    private Catalogue(List<Product> products, MadeUpRecords madeUp) {
        this.products = List.copyOf(products);
        this.madeUp = madeUp;
    }

    /**
     * Reads the catalogue file; a field that it does not know, or that is missing, is an error.
     *
     * @param madeUp the product that is made up
     */
    public static Catalogue load(MadeUpRecords madeUp) {
        JsonMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();
        try (InputStream in = open(FILE)) {
            List<Product> products = json.readerFor(new TypeReference<List<Product>>() {})
                    .at("/products")
                    .readValue(in);
            return new Catalogue(products, madeUp);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue that comes with this program cannot be read", e);
        }
    }

    /** The same with another number of licences of what is traded in the continuous book. */
    public Catalogue withBookLots(long lots) {
        return new Catalogue(
                products.stream()
                        .map(product -> product.board() == BoardKind.CONTINUOUS ? product.withLots(lots) : product)
                        .toList(),
                madeUp);
    }

    /** All real data sets, in the order of the file. */
    public List<Product> products() {
        return products;
    }

    /**
     * One real data set.
     *
     * @throws IllegalArgumentException where there is none of that id
     */
    public Product product(String id) {
        return products.stream()
                .filter(product -> product.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("product " + id + ": not in the catalogue"));
    }

    /** The product that is plainly made up: records on persons who do not exist. */
    public Product madeUp() {
        return madeUp.product();
    }

    /** The data set itself, byte for byte as published, or as made up. */
    public byte[] content(Product product) {
        if (product.equals(madeUp.product())) {
            return madeUp.content();
        }
        try (InputStream in = open(product.file())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(product.file() + " cannot be read", e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = Catalogue.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + ": not on the class path beside the catalogue");
        }
        return in;
    }
}
