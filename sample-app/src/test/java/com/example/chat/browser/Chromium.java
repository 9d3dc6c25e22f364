package com.example.chat.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import org.springframework.util.FileSystemUtils;

/**
 * A headless Chromium with a profile of its own.
 */
final class Chromium implements AutoCloseable {

	private static final String[] ARGUMENTS = { "--headless=new", "--no-sandbox", "--disable-gpu",
			"--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--lang=en-GB" };

	private final Path profile;

	private final ChromeDriver driver;

	private Chromium(Path profile, ChromeDriver driver) {
		this.profile = profile;
		this.driver = driver;
	}

	static Chromium start() throws IOException {
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(find("chromedriver", "chromedriver"))
			.withSilent(true)
			.build();
		Path profile = Files.createTempDirectory("chromium");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(find("chromium", "chromium", "chromium-browser", "google-chrome"));
		options.addArguments(ARGUMENTS);
		options.addArguments("--user-data-dir=" + profile);
		return new Chromium(profile, new ChromeDriver(service, options));
	}

	private static File find(String property, String... names) {
		String configured = System.getProperty(property);
		if (configured != null) {
			return new File(configured);
		}
		List<Path> directories = Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
		for (String name : names) {
			for (Path directory : directories) {
				if (Files.isExecutable(directory.resolve(name))) {
					return directory.resolve(name).toFile();
				}
			}
		}
		throw new IllegalStateException("The browser's tests need Chromium and its driver, but there is no \""
				+ property
				+ "\" on the PATH. On Debian: apt-get install chromium chromium-driver. Elsewhere install them and name"
				+ " their paths by -Dchromium=… and -Dchromedriver=…");
	}

	ChromeDriver driver() {
		return this.driver;
	}

	void phone() {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
	}

	void desktop() {
		this.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
		this.driver.manage().window().setSize(new Dimension(1100, 860));
	}

	/** Leaves the page, and with it whoever was logged in and what the page kept. */
	void forget(String origin) {
		this.driver.get("about:blank");
		this.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
		this.driver.executeCdpCommand("Storage.clearDataForOrigin",
				Map.of("origin", origin, "storageTypes", "local_storage"));
	}

	/** As a browser of 1280 by 1024 is at 400 per cent. */
	void zoomed() {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 320, "height", 256, "deviceScaleFactor", 4, "mobile", false));
	}

	void offline(boolean offline) {
		this.driver.executeCdpCommand("Network.enable", Map.of());
		this.driver.executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	/** Has the page note what keeps it busy, from the next one on. */
	void watch(String script) {
		this.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
	}

	/** The heap of the page in bytes, without what is garbage. */
	long heap() {
		this.driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
		return ((Number) this.driver.executeCdpCommand("Runtime.getHeapUsage", Map.of()).get("usedSize")).longValue();
	}

	void prefer(String colourScheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
	}

	@Override
	public void close() throws IOException {
		this.driver.quit();
		FileSystemUtils.deleteRecursively(this.profile);
	}

}
