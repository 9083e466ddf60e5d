using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LeftOutRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "left_out_records",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    integration_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kept_from = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_left_out_records", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_left_out_records_integrations_tenant_id_integration_id",
                        columns: x => new { x.tenant_id, x.integration_id },
                        principalTable: "integrations",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_left_out_records_tenant_id_integration_id_external_id",
                table: "left_out_records",
                columns: new[] { "tenant_id", "integration_id", "external_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "left_out_records");
        }
    }
}
