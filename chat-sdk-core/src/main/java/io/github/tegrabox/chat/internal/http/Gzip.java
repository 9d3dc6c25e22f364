package io.github.tegrabox.chat.internal.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

import io.github.tegrabox.chat.error.ChatDecodingException;

/**
 * Decoder of bodies that a server or a proxy compressed without being asked to. Neither
 * JSON nor text begins like a compressed body.
 */
final class Gzip {

	private static final int BLOCK = 8192;

	private Gzip() {
	}

	/**
	 * Decodes a body.
	 * @param body the body, compressed or not
	 * @param max the most bytes that the decoded body may have
	 * @throws ChatDecodingException if it is larger, or corrupt
	 */
	static byte[] decode(byte[] body, int max) {
		if (!isCompressed(body)) {
			return body;
		}
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			byte[] decoded = in.readNBytes(max + 1);
			if (decoded.length > max) {
				throw new ChatDecodingException("the body is larger than " + max + " bytes once decompressed", null);
			}
			return decoded;
		}
		catch (IOException ex) {
			throw new ChatDecodingException("the compressed body is broken", null);
		}
	}

	/**
	 * Decodes as much as possible of the beginning of a body.
	 */
	static byte[] decodeHead(byte[] body, int max) {
		if (!isCompressed(body)) {
			return body;
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			byte[] block = new byte[BLOCK];
			for (int count = in.read(block); count >= 0 && out.size() + count <= max; count = in.read(block)) {
				out.write(block, 0, count);
			}
		}
		catch (IOException ex) {
			// Cut off or corrupt: use the part before.
		}
		return out.toByteArray();
	}

	private static boolean isCompressed(byte[] body) {
		return body.length > 2 && body[0] == (byte) 0x1F && body[1] == (byte) 0x8B;
	}

}
