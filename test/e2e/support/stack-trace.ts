/** A line of a stack trace, in JavaScript's form or Python's. */
export const stackTrace = /^\s+at .+:\d+:\d+\)?$|Traceback \(most recent call last\)/m;
