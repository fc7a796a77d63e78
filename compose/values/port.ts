/** A TCP or UDP port, 1 to 65535. The brand keeps counts and other numbers out. */
export type Port = number & { readonly __unit: "port" };

/** Whether a number can be a port. */
export function isPort(value: number): value is Port {
  return Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/**
 * Takes a number as a port.
 *
 * @throws RangeError where it is none
 */
export function port(value: number): Port {
  if (!isPort(value)) {
    throw new RangeError("this is not a port; choose a whole number from 1 to 65535");
  }
  return value;
}
