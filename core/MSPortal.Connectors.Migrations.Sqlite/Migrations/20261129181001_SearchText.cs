using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SearchText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "placed_at",
                table: "staged_devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "staged_devices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "done",
                table: "plans",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "own_values",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "devices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "device_notes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "companies",
                type: "TEXT",
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
