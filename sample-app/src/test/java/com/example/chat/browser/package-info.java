/**
 * The page in a real browser.
 */
package com.example.chat.browser;
