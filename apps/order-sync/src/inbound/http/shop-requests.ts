import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { platformIds, type PlatformId } from '../../domain/platform.js';

const CODE = /^[\w.:-]{1,64}$/;
/** Digits, an appid, a kdt id, a seller's id: what a platform calls a shop is its own business. */
const VENDOR_SHOP = /^[\w.:@-]{1,64}$/;

class ShopNamed {
  @IsIn(platformIds) platform!: PlatformId;
  /** Of the tenant's own; the operator's where left out. */
  @IsOptional() @IsUUID() applicationId?: string;
  @IsString() @Length(1, 128) name!: string;
  @IsOptional() @IsString() @Length(1, 64) merchantId?: string;
  /** Where the shop's parcels start. */
  @IsOptional() @Matches(CODE) warehouseCode?: string;
}

export class ConnectShopRequest extends ShopNamed {
  @Matches(VENDOR_SHOP, { message: 'vendorShopId must be 1 to 64 letters, digits or any of _ . : @ -' })
  vendorShopId!: string;
}

/** Whose shop it is the platform says, once its merchant has agreed. */
export class AuthoriseShopRequest extends ShopNamed {}
