CREATE TABLE "import_mappings" (
	"product" integer NOT NULL,
	"kind" text NOT NULL,
	"signature" text NOT NULL,
	"columns" text[] NOT NULL,
	"answers" jsonb NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_mappings_product_kind_signature_pk" PRIMARY KEY("product","kind","signature")
);
--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "kind" text DEFAULT 'feedback' NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "via" text DEFAULT 'api' NOT NULL;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "import" uuid;--> statement-breakpoint
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_product_products_number_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("number") ON DELETE cascade ON UPDATE no action;