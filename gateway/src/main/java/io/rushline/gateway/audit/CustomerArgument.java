package io.rushline.gateway.audit;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A customer's name on the command line: nobody has an empty one, which would stand for all that is about no customer. */
final class CustomerArgument implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
        if (!name.matches("[ -~]{1,64}")) {
            throw new TypeConversionException("a customer's name has 1 to 64 printable ASCII characters");
        }
        return name;
    }
}
