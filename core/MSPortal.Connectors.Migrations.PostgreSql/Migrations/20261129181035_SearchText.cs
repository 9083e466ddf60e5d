using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SearchText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "placed_at",
                table: "staged_devices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "staged_devices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "done",
                table: "plans",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "own_values",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "devices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "device_notes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "companies",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "placed_at",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "done",
                table: "plans");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "own_values");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "device_notes");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "companies");
        }
    }
}
