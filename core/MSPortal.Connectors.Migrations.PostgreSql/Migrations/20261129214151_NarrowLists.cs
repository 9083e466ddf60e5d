using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class NarrowLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_staged_devices_tenant_id_integration_id_name_id",
                table: "staged_devices");

            migrationBuilder.CreateIndex(
                name: "ix_staged_devices_tenant_id_integration_id_name_id",
                table: "staged_devices",
                columns: new[] { "tenant_id", "integration_id", "name", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "container_id", "type_key", "not_seen_since", "missed_runs", "kept_from", "failure_code", "content_hash" });

            migrationBuilder.CreateIndex(
                name: "ix_devices_tenant_id_id",
                table: "devices",
                columns: new[] { "tenant_id", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "company_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_staged_devices_tenant_id_integration_id_name_id",
                table: "staged_devices");

            migrationBuilder.DropIndex(
                name: "ix_devices_tenant_id_id",
                table: "devices");

            migrationBuilder.CreateIndex(
                name: "ix_staged_devices_tenant_id_integration_id_name_id",
                table: "staged_devices",
                columns: new[] { "tenant_id", "integration_id", "name", "id" });
        }
    }
}
