using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.PostgreSql.Migrations
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
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    device_id = table.Column<Guid>(type: "uuid", nullable: false),
                    observed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    online = table.Column<bool>(type: "boolean", nullable: true),
                    facts = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<long>(type: "bigint", nullable: false)
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
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staged_device_id = table.Column<Guid>(type: "uuid", nullable: false),
                    observed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    online = table.Column<bool>(type: "boolean", nullable: true),
                    facts = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staged_observations", x => new { x.tenant_id, x.staged_device_id });
                    table.ForeignKey(
                        name: "fk_staged_observations_staged_devices_tenant_id_staged_device_",
                        columns: x => new { x.tenant_id, x.staged_device_id },
                        principalTable: "staged_devices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            // Rows change at each sync: room on the page lets a new version stay beside the old.
            migrationBuilder.Sql("alter table staged_observations set (fillfactor = 70)");

            // The row policies bind the tables' owner too.
            migrationBuilder.Sql("select set_config('app.all_tenants', 'on', true)");
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
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "observed_at",
                table: "staged_devices",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_seen_at",
                table: "devices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "observed_at",
                table: "devices",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<bool>(
                name: "online",
                table: "devices",
                type: "boolean",
                nullable: true);

            migrationBuilder.Sql("select set_config('app.all_tenants', 'on', true)");
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
