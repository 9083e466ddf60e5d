using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Observations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "device_observations",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    device_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    observed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    online = table.Column<bool>(type: "INTEGER", nullable: true),
                    facts = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_observations", x => new { x.tenant_id, x.device_id });
                    table.ForeignKey(
                        name: "fk_device_observations_devices_tenant_id_device_id",
                        columns: x => new { x.tenant_id, x.device_id },
                        principalTable: "devices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staged_observations",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staged_device_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    observed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    online = table.Column<bool>(type: "INTEGER", nullable: true),
                    facts = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staged_observations", x => new { x.tenant_id, x.staged_device_id });
                    table.ForeignKey(
                        name: "fk_staged_observations_staged_devices_tenant_id_staged_device_id",
                        columns: x => new { x.tenant_id, x.staged_device_id },
                        principalTable: "staged_devices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            // The facts themselves move when the next sync writes each device anew; until then they are read from where they are.
            migrationBuilder.Sql(
                """
                insert into staged_observations (tenant_id, staged_device_id, observed_at, last_seen_at, online, facts, hash)
                select tenant_id, id, observed_at, null, null, '{}', 0 from staged_devices
                """);
            migrationBuilder.Sql(
                """
                insert into device_observations (tenant_id, device_id, observed_at, last_seen_at, online, facts, hash)
                select tenant_id, id, observed_at, last_seen_at, online, '{}', 0 from devices
                """);

            migrationBuilder.DropIndex(
                name: "ix_devices_tenant_id_last_seen_at",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "observed_at",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "last_seen_at",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "observed_at",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "online",
                table: "devices");

            migrationBuilder.CreateIndex(
                name: "ix_device_observations_tenant_id_last_seen_at",
                table: "device_observations",
                columns: new[] { "tenant_id", "last_seen_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "observed_at",
                table: "staged_devices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "last_seen_at",
                table: "devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "observed_at",
                table: "devices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "online",
                table: "devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql(
                """
                update staged_devices set observed_at = o.observed_at from staged_observations o
                where o.tenant_id = staged_devices.tenant_id and o.staged_device_id = staged_devices.id
                """);
            migrationBuilder.Sql(
                """
                update devices set observed_at = o.observed_at, last_seen_at = o.last_seen_at, online = o.online from device_observations o
                where o.tenant_id = devices.tenant_id and o.device_id = devices.id
                """);

            migrationBuilder.DropTable(
                name: "device_observations");

            migrationBuilder.DropTable(
                name: "staged_observations");

            migrationBuilder.CreateIndex(
                name: "ix_devices_tenant_id_last_seen_at",
                table: "devices",
                columns: new[] { "tenant_id", "last_seen_at" });
        }
    }
}
