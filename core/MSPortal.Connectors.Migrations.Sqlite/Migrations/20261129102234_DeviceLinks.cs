using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DeviceLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_staged_devices_tenant_id_serial_number",
                table: "staged_devices");

            migrationBuilder.AddColumn<string>(
                name: "serial_key",
                table: "staged_devices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "evidence",
                table: "device_links",
                type: "TEXT",
                nullable: false,
                defaultValue: "The device was made from this record.");

            migrationBuilder.AddColumn<Guid>(
                name: "own_device_id",
                table: "device_links",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "device_links",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Imported");

            migrationBuilder.AddColumn<long>(
                name: "superseded_at",
                table: "device_links",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "superseded_by_id",
                table: "device_links",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "former_device_id",
                table: "device_changes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "joined_devices",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    into_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    device_type_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_joined_devices", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_joined_devices_devices_tenant_id_into_id",
                        columns: x => new { x.tenant_id, x.into_id },
                        principalTable: "devices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "kept_apart",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    integration_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    other_integration_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    other_external_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kept_apart", x => new { x.tenant_id, x.integration_id, x.external_id, x.other_integration_id, x.other_external_id });
                    table.ForeignKey(
                        name: "fk_kept_apart_integrations_tenant_id_integration_id",
                        columns: x => new { x.tenant_id, x.integration_id },
                        principalTable: "integrations",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_kept_apart_integrations_tenant_id_other_integration_id",
                        columns: x => new { x.tenant_id, x.other_integration_id },
                        principalTable: "integrations",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "source_places",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    section = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    integration_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_places", x => new { x.tenant_id, x.section, x.integration_id });
                    table.ForeignKey(
                        name: "fk_source_places_integrations_tenant_id_integration_id",
                        columns: x => new { x.tenant_id, x.integration_id },
                        principalTable: "integrations",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_staged_devices_tenant_id_serial_key",
                table: "staged_devices",
                columns: new[] { "tenant_id", "serial_key" });

            migrationBuilder.CreateIndex(
                name: "ix_joined_devices_tenant_id_into_id",
                table: "joined_devices",
                columns: new[] { "tenant_id", "into_id" });

            migrationBuilder.CreateIndex(
                name: "ix_kept_apart_tenant_id_other_integration_id_other_external_id",
                table: "kept_apart",
                columns: new[] { "tenant_id", "other_integration_id", "other_external_id" });

            migrationBuilder.CreateIndex(
                name: "ix_source_places_tenant_id_integration_id",
                table: "source_places",
                columns: new[] { "tenant_id", "integration_id" });

            FillSerialKeys(migrationBuilder);
        }

        // Serial numbers of records from before, as they are compared; the next change of a record writes its own.
        private static void FillSerialKeys(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            "update staged_devices set serial_key = upper(trim(serial_number)) where trim(serial_number) <> ''");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "joined_devices");

            migrationBuilder.DropTable(
                name: "kept_apart");

            migrationBuilder.DropTable(
                name: "source_places");

            migrationBuilder.DropIndex(
                name: "ix_staged_devices_tenant_id_serial_key",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "serial_key",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "evidence",
                table: "device_links");

            migrationBuilder.DropColumn(
                name: "own_device_id",
                table: "device_links");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "device_links");

            migrationBuilder.DropColumn(
                name: "superseded_at",
                table: "device_links");

            migrationBuilder.DropColumn(
                name: "superseded_by_id",
                table: "device_links");

            migrationBuilder.DropColumn(
                name: "former_device_id",
                table: "device_changes");

            migrationBuilder.CreateIndex(
                name: "ix_staged_devices_tenant_id_serial_number",
                table: "staged_devices",
                columns: new[] { "tenant_id", "serial_number" });
        }
    }
}
