package io.github.tegrabox.chat.internal.net;

import java.net.http.HttpClient;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JdkConnectionTests {

	@Test
	void speaksNoHttp2UnlessAsked() {
		assertThat(JdkConnection.version(true, null)).isEqualTo(HttpClient.Version.HTTP_1_1);
	}

	@Test
	void speaksWhatIsWantedButNoHttp2WithoutTls() {
		assertThat(JdkConnection.version(true, HttpClient.Version.HTTP_2)).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(JdkConnection.version(true, HttpClient.Version.HTTP_1_1)).isEqualTo(HttpClient.Version.HTTP_1_1);
		assertThat(JdkConnection.version(false, HttpClient.Version.HTTP_2)).isEqualTo(HttpClient.Version.HTTP_1_1);
	}

}
