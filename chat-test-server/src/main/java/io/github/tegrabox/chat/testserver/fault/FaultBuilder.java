package io.github.tegrabox.chat.testserver.fault;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.tegrabox.chat.testserver.fault.FaultEffect.Cut.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Builder of a fault. First set when it happens; the default is at every call, from the
 * first one on. Then choose what happens, which activates the fault.
 * <p>
 * Each method throws an {@link IllegalArgumentException} if a value is out of range. Each
 * method that chooses an effect also throws one if the effect does not fit the point. Not
 * safe for use by several threads.
 */
public final class FaultBuilder {

	private final String point;

	private final Consumer<FaultRule> rules;

	private int first = 1;

	private int times = Integer.MAX_VALUE;

	private BooleanSupplier chance = () -> true;

	FaultBuilder(String point, Consumer<FaultRule> rules) {
		this.point = point;
		this.rules = rules;
	}

	/**
	 * Lets the fault happen at one call only.
	 * @param call the number of the call, counted from now on, from 1
	 * @return this
	 */
	public FaultBuilder nth(int call) {
		return from(call).times(1);
	}

	/**
	 * Lets the first calls pass.
	 * @param call the number of the first call at which the fault happens, counted from
	 * now on, from 1
	 * @return this
	 */
	public FaultBuilder from(int call) {
		this.first = positive(call);
		return this;
	}

	/**
	 * Limits how many times the fault happens.
	 * @param times how many times
	 * @return this
	 */
	public FaultBuilder times(int times) {
		this.times = positive(times);
		return this;
	}

	/**
	 * Lets chance decide at each call.
	 * @param probability the probability of the fault, from 0 to 1
	 * @param seed the seed of the random numbers: with the same seed the same calls fail
	 * @return this
	 */
	public FaultBuilder probability(double probability, long seed) {
		if (!(probability >= 0 && probability <= 1)) {
			throw new IllegalArgumentException("A probability is a number from 0 to 1, not " + probability);
		}
		Random random = new Random(seed);
		this.chance = () -> random.nextDouble() < probability;
		return this;
	}

	/**
	 * Responds with a status and the Chat API's error for it, and does not apply the
	 * operation. For a REST operation or the handshake.
	 * @param status the status, from 200 to 599
	 * @return the fault in force
	 */
	public FaultRule respond(int status) {
		return respond(status, Map.of(), null);
	}

	/**
	 * Responds with a status, headers and a body, and does not apply the operation. For a
	 * REST operation or the handshake.
	 * @param status the status, from 200 to 599
	 * @param headers the headers, with the {@code Content-Type} if it is not JSON
	 * @param body the body as it is sent, or {@code null} for the Chat API's error
	 * @return the fault in force
	 */
	public FaultRule respond(int status, Map<String, String> headers, @Nullable String body) {
		if (status < 200 || status > 599) {
			throw new IllegalArgumentException("A status is a number from 200 to 599, not " + status);
		}
		headers.forEach(FaultBuilder::checkHeader);
		return add(new FaultEffect.Respond(status, headers, body), FaultPlace.OPERATION, FaultPlace.HANDSHAKE);
	}

	private static void checkHeader(String name, String value) {
		if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || !value.chars().allMatch(FaultBuilder::isInHeader)) {
			throw new IllegalArgumentException("No header can be sent of the name \"" + name
					+ "\" and that value: neither a blank name nor a line break can be");
		}
	}

	private static boolean isInHeader(int character) {
		return character == '\t' || (character >= ' ' && character != 0x7f);
	}

	/**
	 * Responds with 429 and {@code Retry-After}. For a REST operation or the handshake.
	 * @param retryAfter when the client may try again, in whole seconds
	 * @return the fault in force
	 */
	public FaultRule rateLimit(Duration retryAfter) {
		return respond(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), null);
	}

	/**
	 * Responds late, or handles or sends an event late. For a REST operation or an event.
	 * @param time the delay
	 * @return the fault in force
	 */
	public FaultRule delay(Duration time) {
		return add(new FaultEffect.Delay(notNegative(time)), FaultPlace.OPERATION, FaultPlace.RECEIVE, FaultPlace.EMIT);
	}

	/**
	 * Sends the body of the response in pieces. For a REST operation.
	 * @param chunkSize the size of a piece in bytes
	 * @param pause the time between two pieces
	 * @return the fault in force
	 */
	public FaultRule slowBody(int chunkSize, Duration pause) {
		return add(new FaultEffect.SlowBody(positive(chunkSize), notNegative(pause)), FaultPlace.OPERATION);
	}

	/**
	 * Applies the operation, but breaks the JSON of its response. For a REST operation.
	 * @return the fault in force
	 */
	public FaultRule malformedJson() {
		return add(new FaultEffect.MalformedJson(), FaultPlace.OPERATION);
	}

	/**
	 * Resets the connection and applies nothing. For a REST operation or the handshake.
	 * @return the fault in force
	 */
	public FaultRule cutBeforeApplying() {
		return add(new FaultEffect.Cut(Moment.BEFORE_APPLYING), FaultPlace.OPERATION, FaultPlace.HANDSHAKE);
	}

	/**
	 * Applies the operation, then resets the connection in the middle of the response.
	 * For a REST operation.
	 * @return the fault in force
	 */
	public FaultRule cutWithinAnswer() {
		return add(new FaultEffect.Cut(Moment.WITHIN_ANSWER), FaultPlace.OPERATION);
	}

	/**
	 * Applies the operation, then resets the connection without a response. For a REST
	 * operation.
	 * @return the fault in force
	 */
	public FaultRule cutAfterApplying() {
		return add(new FaultEffect.Cut(Moment.AFTER_APPLYING), FaultPlace.OPERATION);
	}

	/**
	 * Refuses a token with {@code connect_error}, or an event with an error in its
	 * acknowledgement. For {@code socket.connect} or a received event.
	 * @param code the code, as in {@code token_expired}
	 * @return the fault in force
	 */
	public FaultRule refuse(String code) {
		return add(new FaultEffect.Refuse(code), FaultPlace.CONNECT, FaultPlace.RECEIVE);
	}

	/**
	 * Loses a received event, as if it had never come, or an event to be sent.
	 * @return the fault in force
	 */
	public FaultRule drop() {
		return add(new FaultEffect.Drop(), FaultPlace.RECEIVE, FaultPlace.EMIT);
	}

	/**
	 * Handles a received event, but never acknowledges it.
	 * @return the fault in force
	 */
	public FaultRule dropAck() {
		return add(new FaultEffect.DropAck(), FaultPlace.RECEIVE);
	}

	/**
	 * Sends an event twice.
	 * @return the fault in force
	 */
	public FaultRule duplicate() {
		return add(new FaultEffect.Duplicate(), FaultPlace.EMIT);
	}

	/**
	 * Sends a frame that is not a packet in place of an event.
	 * @return the fault in force
	 */
	public FaultRule malformedFrame() {
		return add(new FaultEffect.MalformedFrame(), FaultPlace.EMIT);
	}

	/**
	 * Ends the connection instead of handling or sending an event.
	 * @param ending how to end it
	 * @return the fault in force
	 */
	public FaultRule end(SocketEnding ending) {
		return add(new FaultEffect.End(ending), FaultPlace.RECEIVE, FaultPlace.EMIT);
	}

	private FaultRule add(FaultEffect effect, FaultPlace one, FaultPlace... more) {
		if (!EnumSet.of(one, more).contains(FaultPlace.of(this.point))) {
			throw new IllegalArgumentException(effect.getClass().getSimpleName() + " does not fit " + this.point);
		}
		FaultRule rule = new FaultRule(this.point, effect, this.first, this.times, this.chance);
		this.rules.accept(rule);
		return rule;
	}

	private static int positive(int number) {
		if (number < 1) {
			throw new IllegalArgumentException("A number from 1 is required, not " + number);
		}
		return number;
	}

	private static Duration notNegative(Duration time) {
		if (time.isNegative()) {
			throw new IllegalArgumentException("A time that is not negative is required, not " + time);
		}
		return time;
	}

}
