package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.security.Principal;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import io.github.tegrabox.chat.spring.token.AuthenticatedCallerPolicy;
import io.github.tegrabox.chat.spring.token.CallerPolicy;
import io.github.tegrabox.chat.spring.token.ChatTokenService;
import io.github.tegrabox.chat.spring.token.ClaimsUserResolver;
import io.github.tegrabox.chat.spring.token.PrincipalNameUserResolver;
import io.github.tegrabox.chat.spring.token.TokenEndpoint;
import io.github.tegrabox.chat.spring.token.TokenRevokingLogoutHandler;
import io.github.tegrabox.chat.spring.token.TokenRevokingLogoutListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link ChatTokenEndpointAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChatTokenEndpointAutoConfigurationTests {

	private static final String WARNING = "The chat token endpoint refuses every caller";

	@ParameterizedTest
	@EnumSource
	void inAWebApplicationThereIsAnEndpoint(Web web) {
		web.runner().run((context) -> {
			assertThat(context.getBeansOfType(TokenEndpoint.class)).hasSize(1);
			assertThat(context.getBeansOfType(SimpleUrlHandlerMapping.class)).hasSize((web == Web.SERVLET) ? 1 : 0);
			assertThat(context.getBeansOfType(org.springframework.web.reactive.handler.SimpleUrlHandlerMapping.class))
				.hasSize((web == Web.REACTIVE) ? 1 : 0);
			assertThat(context.getBean(ChatUserResolver.class)).isInstanceOf(ClaimsUserResolver.class);
			assertThat(context.getBean(CallerPolicy.class)).isInstanceOf(AuthenticatedCallerPolicy.class);
			assertThat(context.getBeansOfType(TokenRevokingLogoutListener.class)).isEmpty();
		});
	}

	@Test
	void inAnotherApplicationThereIsNone() {
		configure(new ApplicationContextRunner())
			.run((context) -> assertThat(context).doesNotHaveBean(TokenEndpoint.class)
				.doesNotHaveBean(ChatUserResolver.class)
				.doesNotHaveBean(ChatTokenService.class));
	}

	@Test
	void aNativeImageKnowsTheIdentityProviders() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(CallerConfigurations.WithClaims.class);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(getClass())), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		assertThat(RuntimeHintsPredicates.reflection().onType(UserDetailsService.class))
			.accepts(generation.getRuntimeHints());
	}

	@ParameterizedTest
	@EnumSource
	void whenSwitchedOffThereIsNone(Web web) {
		web.runner()
			.withPropertyValues("chat.token-endpoint.enabled=false")
			.run((context) -> assertThat(context.getBeansOfType(TokenEndpoint.class)).isEmpty());
		web.runner()
			.withPropertyValues("chat.enabled=false")
			.run((context) -> assertThat(context.getBeansOfType(TokenRevokingLogoutListener.class)).isEmpty());
	}

	@ParameterizedTest
	@EnumSource
	void withoutSecurityEveryoneIsRefusedAndAWarningSaysSo(Web web, CapturedOutput output) {
		web.runner().withClassLoader(new FilteredClassLoader(Authentication.class)).run((context) -> {
			assertThat(context.getBean(ChatUserResolver.class)).isInstanceOf(RefusingUserResolver.class);
			Principal principal = () -> "alice";
			assertThat(context.getBean(ChatUserResolver.class).resolve(principal)).isNull();
			assertThat(output).containsOnlyOnce(WARNING);
		});
	}

	@ParameterizedTest
	@EnumSource
	void withoutSecurityTheApplicationsOwnResolverDecides(Web web, CapturedOutput output) {
		ChatUserResolver own = (principal) -> CreateUserInput.of("Guest", "guest");
		web.runner()
			.withClassLoader(new FilteredClassLoader(Authentication.class))
			.withBean(ChatUserResolver.class, () -> own)
			.run((context) -> {
				assertThat(context.getBean(ChatUserResolver.class)).isSameAs(own);
				assertThat(context.getBean(CallerPolicy.class).admits(null)).isTrue();
				assertThat(output).doesNotContain(WARNING);
			});
	}

	@ParameterizedTest
	@EnumSource
	void withSecurityTheApplicationsOwnResolverIsAskedAboutAuthenticatedCallersOnly(Web web) {
		ChatUserResolver own = (principal) -> CreateUserInput.of("Guest", "guest");
		web.runner().withBean(ChatUserResolver.class, () -> own).run((context) -> {
			assertThat(context.getBean(ChatUserResolver.class)).isSameAs(own);
			assertThat(context.getBean(CallerPolicy.class).admits(null)).isFalse();
		});
	}

	@ParameterizedTest
	@EnumSource
	void tokensAreRevokedOnLogoutOnDemand(Web web) {
		web.runner().withPropertyValues("chat.token-endpoint.revoke-on-logout=true").run((context) -> {
			assertThat(context.getBeansOfType(TokenRevokingLogoutListener.class)).hasSize((web == Web.SERVLET) ? 1 : 0);
			assertThat(context.getBeansOfType(TokenRevokingLogoutHandler.class)).hasSize((web == Web.SERVLET) ? 0 : 1);
		});
		web.runner().run((context) -> assertThat(context.getBeansOfType(TokenRevokingLogoutListener.class)).isEmpty());
		web.runner().run((context) -> assertThat(context.getBeansOfType(TokenRevokingLogoutHandler.class)).isEmpty());
	}

	@ParameterizedTest
	@EnumSource
	void withoutClaimsNamesAreTaken(Web web) {
		web.runner()
			.withClassLoader(new FilteredClassLoader(ClaimAccessor.class))
			.run((context) -> assertThat(context.getBean(ChatUserResolver.class))
				.isInstanceOf(PrincipalNameUserResolver.class));
	}

	@ParameterizedTest
	@EnumSource
	void severalIdentityProvidersAreWarnedOf(Web web, CapturedOutput output) {
		String warning = "There are 2 sources of callers";
		AbstractApplicationContextRunner<?, ?, ?> runner = web.runner()
			.withBean(ClientRegistrationRepository.class,
					() -> new InMemoryClientRegistrationRepository(registration("google"), registration("okta")));
		runner.withBean(ChatUserResolver.class, () -> (principal) -> null)
			.run((context) -> assertThat(output).doesNotContain(warning));
		runner.run((context) -> assertThat(output).containsOnlyOnce(warning));
	}

	@ParameterizedTest
	@EnumSource
	void noIdentityProviderIsAskedForAWarning(Web web) {
		web.runner().withBean(ClientRegistrationRepository.class, () -> {
			throw new IllegalStateException("The provider is not there");
		}, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context.getStartupFailure()).isNull());
	}

	private static ClientRegistration registration(String id) {
		return ClientRegistration.withRegistrationId(id)
			.clientId("id")
			.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
			.tokenUri("https://id.example.com/token")
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat.token-endpoint.token-ttl=1500ms", "chat.token-endpoint.token-ttl=0s",
			"chat.token-endpoint.max-tokens-per-minute=-1", "chat.token-endpoint.path=/a b",
			"chat.token-endpoint.path=/token?x=1", "chat.token-endpoint.path=//token",
			"chat.token-endpoint.path=https://app.example.com/token", "chat.token-endpoint.path=/{",
			"chat.token-endpoint.allowed-origins=*", "chat.token-endpoint.allowed-origins=app.example.com",
			"chat.token-endpoint.allowed-origins=https://*.example.com",
			"chat.token-endpoint.allowed-origins=https://app.example.com/chat" })
	void nonsenseIsExplained(String property) {
		for (Web web : Web.values()) {
			web.runner()
				.withPropertyValues(property)
				.run((context) -> assertThat(context.getStartupFailure())
					.hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
					.rootCause()
					.hasMessageContaining(property.substring(0, property.indexOf('='))));
		}
	}

	@Test
	void originsAreWhatBrowsersSend() {
		for (Web web : Web.values()) {
			web.runner()
				.withPropertyValues("chat.token-endpoint.allowed-origins=https://app.example.com, ,"
						+ "http://localhost:5173/,http://[::1]:5173,capacitor://localhost,null,")
				.run((context) -> assertThat(context.getStartupFailure()).isNull());
		}
	}

	@Test
	void aBlankPathIsNone() {
		Web.SERVLET.runner()
			.withPropertyValues("chat.token-endpoint.path= ")
			.run((context) -> assertThat(context.getBean(SimpleUrlHandlerMapping.class).getUrlMap())
				.containsOnlyKeys("/api/chat/token"));
	}

	@Test
	void thePathCanBeChosen() {
		Web.SERVLET.runner()
			.withPropertyValues("chat.token-endpoint.path=/me/chat-token")
			.run((context) -> assertThat(context.getBean(SimpleUrlHandlerMapping.class).getUrlMap())
				.containsOnlyKeys("/me/chat-token"));
	}

	private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R configure(R runner) {
		return runner
			.withConfiguration(
					AutoConfigurations.of(ChatAutoConfiguration.class, ChatTokenEndpointAutoConfiguration.class))
			.withBean(ChatClient.class, ChatTokenEndpointAutoConfigurationTests::client);
	}

	private static ChatClient client() {
		ChatClient client = mock();
		ReactiveChatClient reactive = mock();
		ReactiveUsersApi users = mock();
		when(client.reactive()).thenReturn(reactive);
		when(reactive.users()).thenReturn(users);
		return client;
	}

	enum Web {

		SERVLET, REACTIVE;

		AbstractApplicationContextRunner<?, ?, ?> runner() {
			return (this == SERVLET) ? configure(new WebApplicationContextRunner())
					: configure(new ReactiveWebApplicationContextRunner());
		}

	}

}
