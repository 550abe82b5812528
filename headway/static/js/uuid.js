let last = 0
let sequence = 0

/**
 * A UUID of version 7 (RFC 9562): sorts by the moment it was made.
 * Within one millisecond the 12 bits after the version count up, so that ids made in a row keep their order.
 */
export function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  if (now > last) {
    last = now
    // Half the range is left free, so that 2,048 more ids fit into this millisecond.
    sequence = ((bytes[6] & 0x07) << 8) | bytes[7]
  } else {
    sequence += 1
    if (sequence > 0xfff) {
      last += 1
      sequence = 0
    }
  }
  const time = last.toString(16).padStart(12, "0")
  const rest = Array.from(bytes.subarray(8), (byte) => byte.toString(16).padStart(2, "0")).join("")
  const variant = "89ab"[bytes[8] >> 6]
  const counter = sequence.toString(16).padStart(3, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${rest.slice(1, 4)}-${rest.slice(4)}`
}
