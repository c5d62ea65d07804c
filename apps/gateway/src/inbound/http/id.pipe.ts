import { Injectable, type PipeTransform } from '@nestjs/common';
import { isId } from '@cartrail/kernel';
import { ProblemError } from '@cartrail/service-kit';

/** An id that cannot exist is one that does not exist. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw nothing();
    return value;
  }
}

/** A name somebody chose; one with control characters in it nobody could have. */
@Injectable()
export class NamePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (/\p{Cc}/u.test(value)) throw nothing();
    return value;
  }
}

const nothing = (): ProblemError => new ProblemError(404, 'id/not-found', 'There is nothing with this id');
