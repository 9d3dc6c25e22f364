/**
 * An application that is run from an executable jar.
 */
package com.example.probe;
