import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
} from 'class-validator';
import { eventTypes, topics } from '@cartrail/contracts';

/** What may be subscribed to: everything but notify's own news, the tenants' and carriers' raw reports. */
const SUBSCRIBABLE = [...eventTypes.values()]
  .filter(
    ({ topic }) =>
      ![topics.deliveryEvents, topics.tenantEvents, topics.bookingEvents].some(
        ({ name }) => name === topic.name,
      ),
  )
  .map(({ type }) => type);

export class OpenEndpointRequest {
  @IsString() @Length(8, 2_048) url!: string;
  /** All of them when left out. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsIn(SUBSCRIBABLE, { each: true })
  eventTypes?: string[];
  @IsOptional() @IsString() @Length(1, 256) description?: string;
}

export class EditEndpointRequest {
  @IsOptional() @IsString() @Length(8, 2_048) url?: string;
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsIn(SUBSCRIBABLE, { each: true })
  eventTypes?: string[];
  @IsOptional() @IsString() @Length(1, 256) description?: string;
  @IsOptional() @IsIn(['active', 'disabled']) state?: 'active' | 'disabled';
}

export class ReplayRequest {
  @IsRFC3339() from!: string;
  @IsRFC3339() to!: string;
}

export class RedeliverRequest {
  @IsUUID() deliveryId!: string;
}

export class OpenRobotRequest {
  @IsIn(['wecom']) kind!: 'wecom';
  @IsString() @Length(8, 2_048) url!: string;
  @IsOptional() @IsString() @Length(1, 64) name?: string;
}

export class PageQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit = 50;
  @IsOptional() @IsString() @Length(1, 512) cursor?: string;
}
