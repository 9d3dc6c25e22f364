package com.example.chat;

import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.error.ChatValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What the page is told when the Chat API fails: enough to act on, nothing of the inside.
 */
@RestControllerAdvice(basePackageClasses = ChatProblems.class)
class ChatProblems {

	private static final Logger logger = LoggerFactory.getLogger(ChatProblems.class);

	@ExceptionHandler
	ProblemDetail notFound(ChatNotFoundException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such room.");
	}

	@ExceptionHandler
	ProblemDetail invalid(ChatValidationException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The Chat API did not accept that.");
	}

	@ExceptionHandler
	ProblemDetail unavailable(ChatException ex) {
		logger.warn("A call of the Chat API failed: {}", ex.getMessage());
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "The chat cannot be reached.");
	}

}
