using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class MovesHeld : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_move_held",
                table: "staged_devices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "moved_to",
                table: "staged_devices",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_staged_devices_tenant_id_moved_to",
                table: "staged_devices",
                columns: new[] { "tenant_id", "moved_to" },
                filter: "moved_to is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_staged_devices_tenant_id_moved_to",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "is_move_held",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "moved_to",
                table: "staged_devices");
        }
    }
}
