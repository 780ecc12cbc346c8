package dev.curfew.sandbox.aws.wire;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// An answer under construction. Text is escaped by the JDK's writer, which lets characters pass
/// that XML cannot hold at all; callers send such in names, and get them back in errors.
public final class Xml {
  private static final Pattern NOT_XML =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private final StringWriter document = new StringWriter();
  private final XMLStreamWriter writer;

  private Xml() throws XMLStreamException {
    writer = FACTORY.createXMLStreamWriter(document);
  }

  static String document(String root, String namespace, Consumer<Xml> content) {
    try {
      Xml xml = new Xml();
      xml.writer.writeStartElement(root);
      xml.writer.writeDefaultNamespace(namespace);
      content.accept(xml);
      xml.writer.writeEndElement();
      xml.writer.close();
      return xml.document.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write " + root, e);
    }
  }

  public Xml element(String name, Consumer<Xml> content) {
    try {
      writer.writeStartElement(name);
      content.accept(this);
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write " + name, e);
    }
  }

  public Xml text(String name, String text) {
    try {
      writer.writeStartElement(name);
      writer.writeCharacters(NOT_XML.matcher(text).replaceAll("\uFFFD"));
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write " + name, e);
    }
  }

  /// Nothing where there are none.
  public Xml tags(Map<String, String> tags) {
    if (tags.isEmpty()) {
      return this;
    }
    return element(
        "Tags",
        list ->
            tags.forEach((key, value) ->
                list.element("member", tag -> tag.text("Key", key).text("Value", value))));
  }

  /// AWS tells times in whole seconds.
  public Xml time(String name, Instant time) {
    return text(name, time.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
