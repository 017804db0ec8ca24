CREATE TABLE "decisions" (
	"product" integer NOT NULL,
	"version" text NOT NULL,
	"revision" integer NOT NULL,
	"decision" text NOT NULL,
	"why" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "decisions_product_version_revision_pk" PRIMARY KEY("product","version","revision")
);
--> statement-breakpoint
CREATE TABLE "metric_settings" (
	"product" integer NOT NULL,
	"metric" text NOT NULL,
	"direction" text,
	"minimum_meaningful_effect" double precision,
	"weight" text,
	CONSTRAINT "metric_settings_product_metric_pk" PRIMARY KEY("product","metric")
);
--> statement-breakpoint
CREATE TABLE "promises" (
	"product" integer NOT NULL,
	"version" text NOT NULL,
	"revision" integer NOT NULL,
	"written_for" text NOT NULL,
	"hypothesis" text NOT NULL,
	"outcome" text NOT NULL,
	"guardrails" text[] NOT NULL,
	"margin" double precision,
	"review_on" text,
	"owner" text NOT NULL,
	"written_by" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "promises_product_version_revision_pk" PRIMARY KEY("product","version","revision")
);
--> statement-breakpoint
CREATE TABLE "topics" (
	"product" integer NOT NULL,
	"name" text NOT NULL,
	"terms" text[] NOT NULL,
	"is_aside" boolean DEFAULT false NOT NULL,
	CONSTRAINT "topics_product_name_pk" PRIMARY KEY("product","name")
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_product_products_number_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_settings" ADD CONSTRAINT "metric_settings_product_products_number_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_product_products_number_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topics" ADD CONSTRAINT "topics_product_products_number_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("number") ON DELETE cascade ON UPDATE no action;