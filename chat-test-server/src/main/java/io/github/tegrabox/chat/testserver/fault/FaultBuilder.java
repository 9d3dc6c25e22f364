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
 * What a fault is said with: first when it happens (from the first call on, at every
 * call, unless told otherwise), then what happens, which puts it in force.
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
	 * @param call which call, counted from now on, from 1
	 * @return this
	 */
	public FaultBuilder nth(int call) {
		return from(call).times(1);
	}

	/**
	 * Lets the first calls pass.
	 * @param call the first call at which the fault happens, counted from now on, from 1
	 * @return this
	 */
	public FaultBuilder from(int call) {
		this.first = positive(call);
		return this;
	}

	/**
	 * Lets the fault happen so many times, then no more.
	 * @param times how many times
	 * @return this
	 */
	public FaultBuilder times(int times) {
		this.times = positive(times);
		return this;
	}

	/**
	 * Lets chance decide at each call.
	 * @param probability how likely the fault is, from 0 to 1
	 * @param seed what the chance is drawn from: with the same seed the same calls fail
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
	 * Answers with a status and the Chat API's error for it, and does not apply the
	 * operation. At a REST operation or at the handshake.
	 * @param status the status, from 200 to 599
	 * @return the fault in force
	 */
	public FaultRule respond(int status) {
		return respond(status, Map.of(), null);
	}

	/**
	 * Answers with a status, headers and a body, and does not apply the operation. At a
	 * REST operation or at the handshake.
	 * @param status the status, from 200 to 599
	 * @param headers the headers; a {@code Content-Type} other than JSON must be among
	 * them
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
	 * Answers 429 with {@code Retry-After}. At a REST operation or at the handshake.
	 * @param retryAfter when the client may try again, in whole seconds
	 * @return the fault in force
	 */
	public FaultRule rateLimit(Duration retryAfter) {
		return respond(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), null);
	}

	/**
	 * Answers late, or handles or sends an event late. At a REST operation or an event.
	 * @param time how late
	 * @return the fault in force
	 */
	public FaultRule delay(Duration time) {
		return add(new FaultEffect.Delay(notNegative(time)), FaultPlace.OPERATION, FaultPlace.RECEIVE, FaultPlace.EMIT);
	}

	/**
	 * Sends the body of the answer in pieces. At a REST operation.
	 * @param chunkSize the bytes of a piece
	 * @param pause the time between two pieces
	 * @return the fault in force
	 */
	public FaultRule slowBody(int chunkSize, Duration pause) {
		return add(new FaultEffect.SlowBody(positive(chunkSize), notNegative(pause)), FaultPlace.OPERATION);
	}

	/**
	 * Applies the operation, but breaks the JSON of its answer. At a REST operation.
	 * @return the fault in force
	 */
	public FaultRule malformedJson() {
		return add(new FaultEffect.MalformedJson(), FaultPlace.OPERATION);
	}

	/**
	 * Resets the connection; nothing is applied. At a REST operation or at the handshake.
	 * @return the fault in force
	 */
	public FaultRule cutBeforeApplying() {
		return add(new FaultEffect.Cut(Moment.BEFORE_APPLYING), FaultPlace.OPERATION, FaultPlace.HANDSHAKE);
	}

	/**
	 * Applies the operation, then resets the connection in the middle of the answer. At a
	 * REST operation.
	 * @return the fault in force
	 */
	public FaultRule cutWithinAnswer() {
		return add(new FaultEffect.Cut(Moment.WITHIN_ANSWER), FaultPlace.OPERATION);
	}

	/**
	 * Applies the operation, then resets the connection without an answer. At a REST
	 * operation.
	 * @return the fault in force
	 */
	public FaultRule cutAfterApplying() {
		return add(new FaultEffect.Cut(Moment.AFTER_APPLYING), FaultPlace.OPERATION);
	}

	/**
	 * Refuses: a token with {@code connect_error}, an event with an error in its
	 * acknowledgement. At {@code socket.connect} or at an event received.
	 * @param code the code, as in {@code token_expired}
	 * @return the fault in force
	 */
	public FaultRule refuse(String code) {
		return add(new FaultEffect.Refuse(code), FaultPlace.CONNECT, FaultPlace.RECEIVE);
	}

	/**
	 * Loses an event received, as if it had never come, or an event to be sent.
	 * @return the fault in force
	 */
	public FaultRule drop() {
		return add(new FaultEffect.Drop(), FaultPlace.RECEIVE, FaultPlace.EMIT);
	}

	/**
	 * Handles an event received, but never acknowledges it.
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
	 * Sends a frame that is no packet in the place of an event.
	 * @return the fault in force
	 */
	public FaultRule malformedFrame() {
		return add(new FaultEffect.MalformedFrame(), FaultPlace.EMIT);
	}

	/**
	 * Ends the connection in the place of handling or sending an event.
	 * @param ending how
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
