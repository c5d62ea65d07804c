import { IsString, IsUUID, MinLength } from 'class-validator';
import { About } from '../about.js';

/** The account couriers are ordered with; tracking knows it by the same id. */
export class BookingAccountRef {
  @IsUUID() accountId!: string;
  @About('kuaidi100; extensible.')
  @IsString()
  @MinLength(1)
  provider!: string;
}
