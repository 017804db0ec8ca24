CREATE TABLE "own_metrics" (
	"product" integer NOT NULL,
	"name" text NOT NULL,
	"revision" integer NOT NULL,
	"title" text NOT NULL,
	"unit" text,
	"definition" jsonb NOT NULL,
	"hash" text NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "own_metrics_product_name_revision_pk" PRIMARY KEY("product","name","revision")
);
--> statement-breakpoint
ALTER TABLE "own_metrics" ADD CONSTRAINT "own_metrics_product_products_number_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("number") ON DELETE cascade ON UPDATE no action;