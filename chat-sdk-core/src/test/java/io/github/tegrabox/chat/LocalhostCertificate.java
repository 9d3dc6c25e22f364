package io.github.tegrabox.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificate of a server on this machine.
 */
public final class LocalhostCertificate {

	private static final char[] PASSWORD = "password".toCharArray();

	private LocalhostCertificate() {
	}

	/**
	 * Makes a certificate for {@code localhost}, and what presents and trusts it.
	 */
	public static SSLContext make(Path directory) throws IOException, GeneralSecurityException {
		Path file = directory.resolve("localhost.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "localhost", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost", "-storetype", "PKCS12", "-storepass", new String(PASSWORD), "-keystore",
				file.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!Files.exists(file)) {
			throw new IllegalStateException(output);
		}
		KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD);
		KeyManagerFactory presenting = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		presenting.init(keys, PASSWORD);
		TrustManagerFactory trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trusting.init(keys);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(presenting.getKeyManagers(), trusting.getTrustManagers(), null);
		return context;
	}

}
