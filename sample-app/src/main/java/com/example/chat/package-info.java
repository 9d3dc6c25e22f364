/**
 * A chat that one can open in a browser: what an application of the starter looks like.
 */
@NullMarked
package com.example.chat;

import org.jspecify.annotations.NullMarked;
