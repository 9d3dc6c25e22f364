/**
 * The documentation, held to what the code does.
 */
package com.example.docs;
