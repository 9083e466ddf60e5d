using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.Sqlite.Migrations
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
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "number",
                table: "staged_devices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "credential_key",
                table: "integrations",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "on_move",
                table: "integrations",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Hold");

            migrationBuilder.AddColumn<long>(
                name: "turns",
                table: "integrations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "sync_pages",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    stage = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: true),
                    next_cursor = table.Column<string>(type: "TEXT", nullable: true),
                    completeness = table.Column<int>(type: "INTEGER", nullable: false),
                    expected_total = table.Column<int>(type: "INTEGER", nullable: true),
                    notes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    end = table.Column<string>(type: "TEXT", nullable: true)
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
                    connector_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    credential_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    leases = table.Column<string>(type: "TEXT", nullable: false),
                    last_lease = table.Column<long>(type: "INTEGER", nullable: false),
                    pace = table.Column<double>(type: "REAL", nullable: false),
                    pace_at = table.Column<long>(type: "INTEGER", nullable: true),
                    blocked_until = table.Column<long>(type: "INTEGER", nullable: true),
                    block_code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    block_reason = table.Column<string>(type: "TEXT", nullable: true),
                    refusals = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vendor_credentials", x => new { x.connector_id, x.credential_key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_credentials_seen_at",
                table: "vendor_credentials",
                column: "seen_at");

            migrationBuilder.Sql(
                """
                update staged_devices set number = n.number
                from (select tenant_id, id, row_number() over (partition by tenant_id, integration_id order by id) as number from staged_devices) n
                where staged_devices.tenant_id = n.tenant_id and staged_devices.id = n.id
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
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));
        }
    }
}
