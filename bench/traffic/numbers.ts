// Every prediction that is sent has a number, and everything that must be its own follows from it: so the bench can ask
// for each by its id without remembering any.

/** Ids are spread like random ones: a store that likes numbers in order must not be flattered. */
function spread(number: number, salt: number): number {
  let mixed = Math.imul(number ^ salt, 0x9e_37_79_b1)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85_eb_ca_6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** Two numbers of one run never get the same one: each half is a reversible mix of the number. */
function writeHalves(into: Buffer, offset: number, number: number, salt: number): void {
  into.writeUInt32BE(spread(number, salt), offset)
  into.writeUInt32BE(spread(number, salt ^ 0x5b_8e_ff_f7), offset + 4)
}

/** Runs that follow each other are far apart, or the second would send what the first has sent. */
function saltOf(run: number): number {
  return spread(run, 0x2c_1b_3c_6d)
}

export function writeSpanId(into: Buffer, offset: number, number: number, run: number): void {
  writeHalves(into, offset, number, saltOf(run))
}

export function writeTraceId(into: Buffer, offset: number, number: number, run: number): void {
  writeHalves(into, offset, number, saltOf(run) ^ 0x13_b2_c3_d4)
  writeHalves(into, offset + 8, number, saltOf(run) ^ 0x61_2f_09_aa)
}

/** As the API names the prediction of this number. */
export function idOf(number: number, run: number): string {
  const bytes = Buffer.alloc(24)
  writeTraceId(bytes, 0, number, run)
  writeSpanId(bytes, 16, number, run)
  return `${bytes.toString('hex', 0, 16)}-${bytes.toString('hex', 16)}`
}
