/** What the aggregator answers instead of doing what it was asked. */
export class Kuaidi100Refusal extends Error {
  constructor(
    readonly returnCode: string,
    message: string,
  ) {
    super(message);
  }

  answer(): object {
    return { result: false, returnCode: this.returnCode, message: this.message };
  }
}

export const badParameter = (message: string): Kuaidi100Refusal => new Kuaidi100Refusal('400', message);
/** The message says what the business of it is. */
export const businessFailure = (message: string): Kuaidi100Refusal => new Kuaidi100Refusal('500', message);

export const done = (message: string, data: unknown): object => ({
  result: true,
  returnCode: '200',
  message,
  data,
});
