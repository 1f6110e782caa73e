/**
 * A run as files that people and programs keep: a page with pictures, histograms, JSON.
 *
 * <pre>
 *  RunReport --&gt; ReportDirectory --+--&gt; report.html   HtmlPage, with LineChart and Bars as inline SVG
 *                                  +--&gt; NAME.hgrm     one a histogram, in milliseconds
 *                                  +--&gt; result.json   as --json prints it
 * </pre>
 *
 * <p>Invariant: the page needs nothing but itself, neither a network nor a script.
 */
@NullMarked
package io.rushline.loadtest.report.page;

import org.jspecify.annotations.NullMarked;
