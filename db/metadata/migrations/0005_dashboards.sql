CREATE TABLE "dashboard_versions" (
	"product" integer NOT NULL,
	"slug" text NOT NULL,
	"revision" integer NOT NULL,
	"title" text NOT NULL,
	"panels" json NOT NULL,
	"variables" json NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dashboard_versions_product_slug_revision_pk" PRIMARY KEY("product","slug","revision")
);
--> statement-breakpoint
CREATE TABLE "dashboards" (
	"product" integer NOT NULL,
	"slug" text NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "dashboards_product_slug_pk" PRIMARY KEY("product","slug")
);
--> statement-breakpoint
ALTER TABLE "dashboard_versions" ADD CONSTRAINT "dashboard_versions_product_products_number_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dashboards" ADD CONSTRAINT "dashboards_product_products_number_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("number") ON DELETE cascade ON UPDATE no action;