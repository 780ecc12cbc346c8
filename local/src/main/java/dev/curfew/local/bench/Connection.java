package dev.curfew.local.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One HTTP/1.1 connection over which requests go one after the other. It is its selection key's
/// attachment.
public final class Connection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked\r\n");
  private static final String HEAD_END = "\r\n\r\n";
  private static final String LAST_CHUNK = "0\r\n\r\n";
  private static final int LONGEST_REQUEST = 64 * 1024;
  private static final int LONGEST_ANSWER = 16 * 1024;

  /// An answer, all of it.
  ///
  /// @param text head and body, a character for each byte
  public record Answer(int status, String text) {}

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer out = ByteBuffer.allocateDirect(LONGEST_REQUEST);
  private final ByteBuffer in = ByteBuffer.allocate(LONGEST_ANSWER);
  private int index;
  private long sentAt;

  public Connection(URI server, Selector selector) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /// Sends a request, or as much of it as is taken at once.
  ///
  /// @param index that the answer will belong to
  public void send(byte[] request, int index) throws IOException {
    this.index = index;
    out.clear().put(request).flip();
    sentAt = System.nanoTime();
    write();
  }

  /// Goes on with what was not taken at once.
  public void write() throws IOException {
    channel.write(out);
    key.interestOps(
        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  /// The answer, once all of it is there.
  public Optional<Answer> read() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the connection was closed");
    }
    String answer = new String(in.array(), 0, in.position(), ISO_8859_1);
    int headEnd = answer.indexOf(HEAD_END);
    if (headEnd < 0 || !isWhole(answer, headEnd)) {
      return Optional.empty();
    }
    in.clear();
    return Optional.of(new Answer(Integer.parseInt(answer, 9, 12, 10), answer));
  }

  /// Of the last request.
  public int index() {
    return index;
  }

  /// When the last request was sent, by [System#nanoTime()].
  public long sentAt() {
    return sentAt;
  }

  private static boolean isWhole(String answer, int headEnd) {
    int bodyStart = headEnd + HEAD_END.length();
    Matcher length = LENGTH.matcher(answer).region(0, headEnd + 2);
    if (length.find()) {
      return answer.length() >= bodyStart + Integer.parseInt(length.group(1));
    }
    return !CHUNKED.matcher(answer).region(0, headEnd + 2).find() || answer.endsWith(LAST_CHUNK);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
