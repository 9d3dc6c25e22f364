package io.github.tegrabox.chat.internal.socketio.netty;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link FrameReader}, among them the examples of RFC 6455, section 5.7.
 */
class FrameReaderTests implements LinkListener, FrameListener {

	private static final int LIMIT = 100_000;

	private final List<String> heard = new ArrayList<>();

	private final FrameReader reader = new FrameReader(this, this, LIMIT, new byte[1024]);

	private boolean paused;

	private void read(String hex) throws ProtocolException {
		read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", ""))));
	}

	/**
	 * Feeds all at once, and again byte by byte.
	 */
	private void read(ByteBuf all) throws ProtocolException {
		this.reader.read(all.duplicate());
		List<String> whole = List.copyOf(this.heard);
		this.heard.clear();
		ByteBuf in = Unpooled.buffer();
		while (all.isReadable()) {
			in.writeByte(all.readByte());
			this.reader.read(in);
		}
		assertThat(this.heard).as("byte by byte").isEqualTo(whole);
		assertThat(in.isReadable()).isFalse();
	}

	@Test
	void readsAnUnmaskedTextMessage() throws ProtocolException {
		read("81 05 48 65 6c 6c 6f");
		assertThat(this.heard).containsExactly("text Hello");
	}

	@Test
	void readsAFragmentedTextMessageWithAPingBetween() throws ProtocolException {
		read("01 03 48 65 6c  89 05 48 65 6c 6c 6f  80 02 6c 6f");
		assertThat(this.heard).containsExactly("ping Hello", "text Hello");
	}

	@Test
	void readsLengthsOfTwoAndOfEightBytes() throws ProtocolException {
		read("82 7E 01 00" + "00".repeat(256) + "82 7F 00 00 00 00 00 01 00 00" + "00".repeat(65536));
		assertThat(this.heard).containsExactly("binary", "binary");
		this.heard.clear();
		read("81 7E 01 00" + "61".repeat(256) + "81 7F 00 00 00 00 00 01 00 00" + "62".repeat(65536));
		assertThat(this.heard).containsExactly("text " + "a".repeat(256), "text " + "b".repeat(65536));
	}

	@Test
	void readsEmptyMessagesPongsAndClose() throws ProtocolException {
		read("81 00  8a 00  01 00 80 00  88 02 03 e8  88 04 03 f0 6e 6f  88 00");
		assertThat(this.heard).containsExactly("text ", "text ", "close 1000", "close 1008 no", "close 1005");
	}

	@Test
	void readsPastWhatIsTooLongAndKeepsItsBeginning() throws ProtocolException {
		read("81 7F 00 00 00 00 00 02 00 00 34 32" + "61".repeat(0x20000 - 2) + "81 02 68 69");
		assertThat(this.heard).containsExactly("oversized 131072 42" + "a".repeat(62), "text hi");
	}

	@ParameterizedTest
	@ValueSource(strings = { "81 85 37 fa 21 3d 7f 9f 4d 51 58", "c1 05 48 65 6c 6c 6f", "83 00", "8b 00", "80 00",
			"01 00 01 00", "09 00", "89 7e 00 80", "81 7f ff ff ff ff ff ff ff ff" })
	void refusesWhatBreaksTheProtocol(String hex) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(hex));
	}

	@Test
	void leavesWhatComesWhilePaused() throws ProtocolException {
		ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex("8102686981026869"));
		this.paused = true;
		this.reader.read(in);
		assertThat(this.heard).isEmpty();
		assertThat(in.readableBytes()).isEqualTo(8);
		this.paused = false;
		this.reader.read(in);
		assertThat(this.heard).containsExactly("text hi", "text hi");
	}

	@Override
	public void received(byte[] text, int from, int to) {
		this.heard.add("text " + new String(text, from, to - from, StandardCharsets.UTF_8));
	}

	@Override
	public void received(char[] text, int from, int to) {
		throw new UnsupportedOperationException("Frames hold bytes");
	}

	@Override
	public void receivedBinary() {
		this.heard.add("binary");
	}

	@Override
	public void receivedOversized(String start, long size) {
		this.heard.add("oversized " + size + " " + start);
	}

	@Override
	public void ping(byte[] payload) {
		this.heard.add("ping " + new String(payload, StandardCharsets.UTF_8));
	}

	@Override
	public void closing(String words) {
		this.heard.add("close " + words);
	}

	@Override
	public void closed(String reason, String words) {
		throw new UnsupportedOperationException("Not up to the reader");
	}

	@Override
	public void failed(Throwable cause) {
		throw new UnsupportedOperationException("Not up to the reader");
	}

	@Override
	public boolean isReading() {
		return !this.paused;
	}

}
