/**
 * The sample without a browser.
 */
package com.example.chat;
