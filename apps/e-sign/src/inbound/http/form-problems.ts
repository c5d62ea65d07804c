import { ProblemError, type FieldProblem } from '@cartrail/service-kit';

export const invalid = (pointer: string, code: string, message: string): ProblemError =>
  invalidFields([{ pointer, code, message }]);

export const invalidFields = (errors: readonly FieldProblem[]): ProblemError =>
  new ProblemError(400, 'request/invalid', 'The request breaks the rules', undefined, { errors });

export const notPictures = (parts: readonly string[]): ProblemError =>
  new ProblemError(422, 'sign-off/not-a-picture', 'A photo is no picture', 'send JPEG, PNG or WebP', {
    errors: parts.map((part) => ({
      pointer: `/${part}`,
      code: 'not-a-picture',
      message: `part ${part} is no JPEG, PNG or WebP picture`,
    })),
  });

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

const tooLarge = (code: string, title: string, pointer: string, message: string): ProblemError =>
  new ProblemError(413, code, title, message, { errors: [{ pointer, code: 'too-large', message }] });

/** Which part is too large, and what would fit. */
export const refuseSize = {
  photo: (part: string, most: number): ProblemError =>
    tooLarge(
      'sign-off/photo-too-large',
      'A photo is too large',
      `/${part}`,
      `part ${part} is larger than ${megabytes(most)}`,
    ),
  field: (name: string, most: number): ProblemError =>
    tooLarge(
      'sign-off/too-large',
      'The record is too large',
      `/${name}`,
      `${name} is larger than ${most} bytes`,
    ),
  form: (most: number): ProblemError =>
    tooLarge(
      'sign-off/too-large',
      'The form is too large',
      '',
      `all parts together may have ${megabytes(most)}`,
    ),
  count: (most: number): ProblemError =>
    tooLarge(
      'sign-off/too-many-photos',
      'There are too many photos',
      '',
      `a record has at most ${most} photos`,
    ),
};
