import { Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { roles, type Role } from '../../domain/roles.js';

/** What no database takes as text (a zero) or nobody could have typed. */
const Typed = (each = false) =>
  Matches(/^\P{Cc}*$/u, { each, message: '$property must not contain control characters' });

export class OpenTenantBody {
  @ApiProperty({ example: 'demo01', description: 'Lower case letters and digits, 6 to 20.' })
  @Matches(/^[a-z0-9]{6,20}$/)
  tenantId!: string;

  @ApiProperty({ example: '小桃直播间' })
  @IsString()
  @Typed()
  @Length(1, 100)
  name!: string;
}

export class IssueKeyBody {
  @ApiProperty({ enum: roles })
  @IsIn(roles)
  role!: Role;

  @ApiProperty({ example: 'support desk' })
  @IsString()
  @Typed()
  @Length(1, 100)
  label!: string;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  @Typed(true)
  shopIds?: string[];

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  @Typed(true)
  merchantIds?: string[];

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  @Typed(true)
  anchorIds?: string[];
}

export class NodeBody {
  @ApiProperty()
  @IsString()
  @Typed()
  @Length(1, 100)
  name!: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Typed()
  @MaxLength(100)
  parentId?: string;
}

export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

const toBoolean = ({ value }: { readonly value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class CaseQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Typed()
  status?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Typed()
  shopId?: string;

  @ApiPropertyOptional({ description: 'Waybill number.' })
  @IsOptional()
  @IsString()
  @Typed()
  number?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Typed()
  platformOrderId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  hasAlert?: boolean;

  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  hasReturn?: boolean;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  returnId?: string;
}

export class AlertQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Typed()
  detector?: string;

  @ApiPropertyOptional({ description: 'Only alerts whose condition still holds.' })
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  open?: boolean;
}
