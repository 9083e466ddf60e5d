using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Mapping : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "answer",
                table: "sync_runs",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "answered_at",
                table: "sync_runs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "answered_by",
                table: "sync_runs",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "held_missing",
                table: "sync_runs",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "missing_limit",
                table: "integrations",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "root_container_id",
                table: "integrations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "decided_name",
                table: "containers",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "holds_new_devices",
                table: "containers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "inherited_from_id",
                table: "containers",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_skipped",
                table: "containers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "own_company_id",
                table: "containers",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "question",
                table: "containers",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "serials",
                table: "containers",
                type: "text",
                nullable: true);

            // Until now every mapping was a container's own. Row policies bind the owner too, who serves no tenant here.
            migrationBuilder.Sql("select set_config('app.all_tenants', 'on', true)");
            migrationBuilder.Sql("update containers set own_company_id = company_id, decided_name = case when decided_by is null then null else name end");

            migrationBuilder.CreateTable(
                name: "company_aliases",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    learned_from = table.Column<Guid>(type: "uuid", nullable: true),
                    by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_aliases", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_company_aliases_companies_tenant_id_company_id",
                        columns: x => new { x.tenant_id, x.company_id },
                        principalTable: "companies",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "company_merges",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    from_created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    into_id = table.Column<Guid>(type: "uuid", nullable: false),
                    into_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    containers = table.Column<int>(type: "integer", nullable: false),
                    devices = table.Column<int>(type: "integer", nullable: false),
                    aliases = table.Column<int>(type: "integer", nullable: false),
                    moved = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_merges", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "mapping_batches",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    integration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mapping_batches", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_mapping_batches_integrations_tenant_id_integration_id",
                        columns: x => new { x.tenant_id, x.integration_id },
                        principalTable: "integrations",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mapping_steps",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    container_id = table.Column<Guid>(type: "uuid", nullable: false),
                    before = table.Column<string>(type: "text", nullable: false),
                    after = table.Column<string>(type: "text", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mapping_steps", x => new { x.tenant_id, x.batch_id, x.container_id });
                    table.ForeignKey(
                        name: "fk_mapping_steps_containers_tenant_id_container_id",
                        columns: x => new { x.tenant_id, x.container_id },
                        principalTable: "containers",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_mapping_steps_mapping_batches_tenant_id_batch_id",
                        columns: x => new { x.tenant_id, x.batch_id },
                        principalTable: "mapping_batches",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_containers_tenant_id_own_company_id",
                table: "containers",
                columns: new[] { "tenant_id", "own_company_id" });

            migrationBuilder.CreateIndex(
                name: "ix_company_aliases_tenant_id_company_id",
                table: "company_aliases",
                columns: new[] { "tenant_id", "company_id" });

            migrationBuilder.CreateIndex(
                name: "ix_company_aliases_tenant_id_learned_from",
                table: "company_aliases",
                columns: new[] { "tenant_id", "learned_from" });

            migrationBuilder.CreateIndex(
                name: "ix_company_merges_tenant_id_at",
                table: "company_merges",
                columns: new[] { "tenant_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_mapping_batches_tenant_id_integration_id_at",
                table: "mapping_batches",
                columns: new[] { "tenant_id", "integration_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_mapping_steps_tenant_id_container_id",
                table: "mapping_steps",
                columns: new[] { "tenant_id", "container_id" });

            migrationBuilder.AddForeignKey(
                name: "fk_containers_companies_tenant_id_own_company_id",
                table: "containers",
                columns: new[] { "tenant_id", "own_company_id" },
                principalTable: "companies",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_containers_companies_tenant_id_own_company_id",
                table: "containers");

            migrationBuilder.DropTable(
                name: "company_aliases");

            migrationBuilder.DropTable(
                name: "company_merges");

            migrationBuilder.DropTable(
                name: "mapping_steps");

            migrationBuilder.DropTable(
                name: "mapping_batches");

            migrationBuilder.DropIndex(
                name: "ix_containers_tenant_id_own_company_id",
                table: "containers");

            migrationBuilder.DropColumn(
                name: "answer",
                table: "sync_runs");

            migrationBuilder.DropColumn(
                name: "answered_at",
                table: "sync_runs");

            migrationBuilder.DropColumn(
                name: "answered_by",
                table: "sync_runs");

            migrationBuilder.DropColumn(
                name: "held_missing",
                table: "sync_runs");

            migrationBuilder.DropColumn(
                name: "missing_limit",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "root_container_id",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "decided_name",
                table: "containers");

            migrationBuilder.DropColumn(
                name: "holds_new_devices",
                table: "containers");

            migrationBuilder.DropColumn(
                name: "inherited_from_id",
                table: "containers");

            migrationBuilder.DropColumn(
                name: "is_skipped",
                table: "containers");

            migrationBuilder.DropColumn(
                name: "own_company_id",
                table: "containers");

            migrationBuilder.DropColumn(
                name: "question",
                table: "containers");

            migrationBuilder.DropColumn(
                name: "serials",
                table: "containers");
        }
    }
}
