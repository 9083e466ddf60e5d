using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SyncEngine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "seen_in_run",
                table: "staged_devices");

            migrationBuilder.AddColumn<byte[]>(
                name: "unseen",
                table: "sync_runs",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "number",
                table: "staged_devices",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "credential_key",
                table: "integrations",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "on_move",
                table: "integrations",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Hold");

            migrationBuilder.AddColumn<long>(
                name: "turns",
                table: "integrations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "sync_pages",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: true),
                    next_cursor = table.Column<string>(type: "text", nullable: true),
                    completeness = table.Column<int>(type: "integer", nullable: false),
                    expected_total = table.Column<int>(type: "integer", nullable: true),
                    notes = table.Column<byte[]>(type: "bytea", nullable: false),
                    end = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sync_pages", x => new { x.tenant_id, x.run_id, x.number });
                    table.ForeignKey(
                        name: "fk_sync_pages_sync_runs_tenant_id_run_id",
                        columns: x => new { x.tenant_id, x.run_id },
                        principalTable: "sync_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "vendor_credentials",
                columns: table => new
                {
                    connector_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    credential_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leases = table.Column<string>(type: "text", nullable: false),
                    last_lease = table.Column<long>(type: "bigint", nullable: false),
                    pace = table.Column<double>(type: "double precision", nullable: false),
                    pace_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    blocked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    block_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    block_reason = table.Column<string>(type: "text", nullable: true),
                    refusals = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vendor_credentials", x => new { x.connector_id, x.credential_key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_credentials_seen_at",
                table: "vendor_credentials",
                column: "seen_at");

            // The row policies bind the tables' owner too.
            migrationBuilder.Sql("select set_config('app.all_tenants', 'on', true)");
            migrationBuilder.Sql(
                """
                update staged_devices set number = n.number
                from (select tenant_id, id, row_number() over (partition by tenant_id, integration_id order by id) as number from staged_devices) n
                where staged_devices.tenant_id = n.tenant_id and staged_devices.id = n.id
                """);

            // Facts are text that is read whole: the quicker compression, where the server has it.
            migrationBuilder.Sql(
                """
                do $$ begin
                  alter table staged_devices alter column facts set compression lz4;
                  alter table devices alter column facts set compression lz4;
                exception when feature_not_supported or invalid_parameter_value then
                  raise notice 'lz4 is not available';
                end $$
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sync_pages");

            migrationBuilder.DropTable(
                name: "vendor_credentials");

            migrationBuilder.DropColumn(
                name: "unseen",
                table: "sync_runs");

            migrationBuilder.DropColumn(
                name: "number",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "credential_key",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "on_move",
                table: "integrations");

            migrationBuilder.DropColumn(
                name: "turns",
                table: "integrations");

            migrationBuilder.AddColumn<Guid>(
                name: "seen_in_run",
                table: "staged_devices",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));
        }
    }
}
