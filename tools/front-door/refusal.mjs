// A foreseen end of a front-door verb: one sentence for the person who typed it, and the exit status.

export class Refusal extends Error {
  /**
   * @param {string} sentence
   * @param {number} exitCode
   */
  constructor(sentence, exitCode = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}
