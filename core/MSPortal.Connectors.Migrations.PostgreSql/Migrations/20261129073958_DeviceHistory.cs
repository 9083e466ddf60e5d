using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class DeviceHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "device_changes",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    device_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    integration_id = table.Column<Guid>(type: "uuid", nullable: true),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_changes", x => new { x.tenant_id, x.device_id, x.id });
                    table.ForeignKey(
                        name: "fk_device_changes_devices_tenant_id_device_id",
                        columns: x => new { x.tenant_id, x.device_id },
                        principalTable: "devices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_tenant_id_subject_id_at",
                table: "audit_entries",
                columns: new[] { "tenant_id", "subject_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_device_changes_tenant_id_at",
                table: "device_changes",
                columns: new[] { "tenant_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "device_changes");

            migrationBuilder.DropIndex(
                name: "ix_audit_entries_tenant_id_subject_id_at",
                table: "audit_entries");
        }
    }
}
