package io.rushline.gateway.audit;

import io.rushline.engine.customer.CustomerName;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A customer's name on the command line: nobody has an empty one, which would stand for all that is about no customer. */
final class CustomerArgument implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (!new CustomerName().read(bytes, 0, bytes.length).isValid()) {
            throw new TypeConversionException(
                    "a customer's name has 1 to " + CustomerName.MAX_BYTES + " printable ASCII characters");
        }
        return name;
    }
}
